// No import, and nothing that an old Node cannot read: this must get as far as saying that it is too old.

/** Ends with one line on a Node or a system that this does not run on. */
export function refuseUnsupportedMachine() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!isSupported) refuse(`Node is ${process.versions.node}: expected 20.19 or later, or 22.12 or later`);
  if (process.platform === 'win32')
    refuse('Windows is not supported directly: use WSL, or the container (compose.yaml)');
}

function refuse(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
