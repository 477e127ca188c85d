import { performance } from 'node:perf_hooks';
import type { Meter } from '@opentelemetry/api';

/** Memory, CPU and event loop of this process, by the names of the semantic conventions; counted up, so that several may read. */
export function watchProcess(meter: Meter): void {
  meter
    .createObservableGauge('process.memory.usage', { unit: 'By', description: 'Resident memory' })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter
    .createObservableCounter('process.cpu.time', { unit: 's', description: 'CPU used' })
    .addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe(user / 1e6, { 'cpu.mode': 'user' });
      result.observe(system / 1e6, { 'cpu.mode': 'system' });
    });
  meter
    .createObservableCounter('nodejs.eventloop.time', {
      unit: 's',
      description: 'At work, and waiting',
    })
    .addCallback((result) => {
      const { active, idle } = performance.eventLoopUtilization();
      result.observe(active / 1e3, { 'nodejs.eventloop.state': 'active' });
      result.observe(idle / 1e3, { 'nodejs.eventloop.state': 'idle' });
    });
}
