import { call } from './answer';

/** Deliveries that are sent without a pause, and what became of each. */
export type DeliveryStream = ReturnType<typeof sendDeliveries>;

/** Sends deliveries from several places to an address until it is told to stop; each has a name of its own. */
export function sendDeliveries(address: string, prefix: string, { senders = 12 }: { senders?: number } = {}) {
  const answers: { name: string; status: number; at: number }[] = [];
  let isStopping = false;
  const lanes = Array.from({ length: senders }, async (_, sender) => {
    for (let place = 0; !isStopping; place++) {
      const name = `${prefix}-${sender}-${place}`;
      const answer = await call(`${address}?topic=payment&id=1&name=${name}`, { method: 'POST', body: '{}' }).catch(
        () => null,
      );
      // A connection that broke says neither that it was stored nor that it was not.
      if (answer) answers.push({ name, status: answer.status, at: performance.now() });
    }
  });
  return {
    answers,
    countOf: (status: number) => answers.filter((answer) => answer.status === status).length,
    acknowledged: () => answers.filter(({ status }) => status === 200).map(({ name }) => name),
    stop: async () => {
      isStopping = true;
      await Promise.all(lanes);
    },
  };
}
