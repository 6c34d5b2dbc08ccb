import { benchHeaders, startBenchSimulator } from './bench-simulator';
import { alternate, type Contender, printRow, ratio, startContender, stopContender } from './contender';

/**
 * `simulator_reads`: reads of a paid merchant order per second, so that the simulator never is what a load test measures.
 * The baseline is a bare `node:http` server that gives the same answer from memory.
 */
export async function benchSimulatorReads(): Promise<void> {
  const { contender, merchantOrderId } = await startBenchSimulator();
  const contenders: Contender[] = [contender];
  try {
    const path = `/merchant_orders/${merchantOrderId}`;
    const answer = await (await fetch(contender.url + path, { headers: benchHeaders })).text();
    const command = [process.execPath, '--import', 'tsx', 'scripts/bench/bare-answer.ts'];
    contenders.push(await startContender('bare', command, { env: { BENCH_ANSWER: answer } }));
    const figures = await alternate(contenders, { path, connections: 16, headers: benchHeaders });
    const [ours, baseline] = [figures.get('simulator'), figures.get('bare')];
    if (!ours || !baseline) throw new Error('nothing was measured');
    printRow({
      name: 'simulator_reads',
      ours: ours.requestsPerSecond,
      baseline: baseline.requestsPerSecond,
      ratio: ratio(ours.requestsPerSecond, baseline.requestsPerSecond),
      unit: 'req/s',
      p99_ms: ours.p99Ms,
      baseline_p99_ms: baseline.p99Ms,
      cpu_us: ours.cpuUs,
      baseline_cpu_us: baseline.cpuUs,
      failures: ours.failures,
    });
  } finally {
    for (const each of contenders) await stopContender(each);
  }
}
