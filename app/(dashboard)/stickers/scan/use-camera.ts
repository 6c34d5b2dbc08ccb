import { useEffect, useRef, useState } from 'react';
import { readCode } from './read-code';

/** Between two looks at what the camera shows. */
const LOOK_MS = 250;

type Camera = 'off' | 'on' | 'unusable';

/** A camera that looks for a code until it finds one, and is off again then. */
export function useCamera(onCode: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const found = useRef(onCode);
  found.current = onCode;
  const [camera, setCamera] = useState<Camera>('off');

  useEffect(() => {
    if (camera !== 'on') return;
    let stream: MediaStream | null = null;
    let isOver = false;
    let next: ReturnType<typeof setTimeout> | undefined;
    async function look() {
      const text = video.current ? await readCode(video.current) : null;
      if (isOver) return;
      if (text === null) {
        next = setTimeout(look, LOOK_MS);
        return;
      }
      setCamera('off');
      found.current(text);
    }
    async function begin() {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
        if (isOver || !video.current) return end();
        video.current.srcObject = stream;
        await video.current.play();
        await look();
      } catch {
        // No camera, none allowed, or the page is not served safely: a photo is the other way.
        if (!isOver) setCamera('unusable');
      }
    }
    function end() {
      for (const track of stream?.getTracks() ?? []) track.stop();
    }
    void begin();
    return () => {
      isOver = true;
      clearTimeout(next);
      end();
    };
  }, [camera]);

  return { video, camera, start: () => setCamera('on'), stop: () => setCamera('off') };
}
