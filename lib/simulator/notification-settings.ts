import { isRecord } from './json-value';

/** How the simulator notifies. Named as the control API names them. */
export type NotificationSettings = {
  mode: 'both' | 'ipn' | 'webhook' | 'none';
  delay_ms: number;
  duplicate: boolean;
  reorder: boolean;
  /** The share that is lost for ever, 0 to 1. */
  drop_rate: number;
  /** Multiplies the time between retries; 0.001 turns 15 minutes into 0.9 s. */
  retry_scale: number;
  /** How long the first delivery waits for an answer; retries wait at most 5 s. */
  timeout_ms: number;
  /** Unit of `ts` in `x-signature`: the published texts disagree. */
  signature_ts: 'ms' | 's';
};

/** What holds after a reset: both kinds, at once, every one of them. */
export const defaultNotificationSettings: NotificationSettings = {
  mode: 'both',
  delay_ms: 0,
  duplicate: false,
  reorder: false,
  drop_rate: 0,
  retry_scale: 1,
  timeout_ms: 22_000,
  signature_ts: 'ms',
};

const checks: Record<keyof NotificationSettings, { isValid(value: unknown): boolean; expected: string }> = {
  mode: { isValid: isMode, expected: 'both, ipn, webhook or none' },
  delay_ms: { isValid: isFrom(0, 3_600_000), expected: 'a number from 0 to 3600000' },
  duplicate: { isValid: isBoolean, expected: 'true or false' },
  reorder: { isValid: isBoolean, expected: 'true or false' },
  drop_rate: { isValid: isFrom(0, 1), expected: 'a number from 0 to 1' },
  retry_scale: { isValid: isFrom(0, 1000), expected: 'a number from 0 to 1000' },
  timeout_ms: { isValid: isFrom(1, 600_000), expected: 'a number from 1 to 600000' },
  signature_ts: { isValid: (value) => value === 'ms' || value === 's', expected: 'ms or s' },
};

/** Applies a partial change; the answer is a sentence when a field cannot be read. */
export function changeNotificationSettings(
  current: NotificationSettings,
  change: unknown,
): NotificationSettings | string {
  if (!isRecord(change)) return 'the body must be an object';
  for (const [name, value] of Object.entries(change)) {
    if (!isSettingName(name)) return `${name} is not a setting`;
    if (!checks[name].isValid(value)) return `${name} must be ${checks[name].expected}`;
  }
  return { ...current, ...change };
}

function isSettingName(name: string): name is keyof NotificationSettings {
  return Object.hasOwn(checks, name);
}

function isMode(value: unknown): boolean {
  return value === 'both' || value === 'ipn' || value === 'webhook' || value === 'none';
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isFrom(least: number, most: number): (value: unknown) => boolean {
  return (value) => typeof value === 'number' && value >= least && value <= most;
}
