'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useActionState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import {
  dropOld,
  type EditState,
  edit,
  remove,
  resend,
  resendAll,
  rotate,
  type SecretState,
  type SentState,
  sendTest,
  turn,
} from '../actions';
import { EventChoice } from '../event-choice';
import { WebhookSecretOnce } from '../secret-once';

type OfEndpoint = { endpointId: string };

const notSent: SentState = null;
const noSecret: SecretState = { secret: null };
const notEdited: EditState = { isSaved: false, problems: {} };

/** Says what came of sending, to eyes and readers. */
function Sent({ answer }: { answer: SentState }) {
  if (!answer) return null;
  return (
    <Note
      key={answer.at}
      tone={answer.isDone ? 'paid' : 'warn'}
      role={answer.isDone ? 'status' : 'alert'}
      title={answer.title}
    >
      {answer.detail}
    </Note>
  );
}

/** Sends an event that is about nothing, and says what was answered. */
export function TestForm({ endpointId }: OfEndpoint) {
  const t = useTranslations('webhooks.test');
  const [answer, action] = useActionState(() => sendTest(endpointId), notSent);
  return (
    <form action={action} className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SubmitButton busyLabel={t('submitting')}>{t('submit')}</SubmitButton>
        <p className="text-xs text-ink-3">{t('about')}</p>
      </div>
      <Sent answer={answer} />
    </form>
  );
}

/** Sends one delivery again, now. */
export function ResendForm({ endpointId, eventId }: OfEndpoint & { eventId: string }) {
  const t = useTranslations('webhooks.resend');
  const [answer, action] = useActionState(() => resend(endpointId, eventId), notSent);
  return (
    <form action={action} className="grid justify-items-start gap-3">
      <SubmitButton busyLabel={t('sending')}>{t('one')}</SubmitButton>
      <Sent answer={answer} />
    </form>
  );
}

/** Sends again all that was not delivered since a while ago. */
export function ResendAllForm({ endpointId }: OfEndpoint) {
  const t = useTranslations('webhooks.resend');
  const [answer, action] = useActionState(resendAll.bind(null, endpointId), notSent);
  return (
    <form action={action} className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <SubmitButton size="small" busyLabel={t('sending')}>
          {t('all')}
        </SubmitButton>
        <label className="flex items-center gap-2 text-ink-3">
          {t('since')}
          <select
            name="since"
            className="h-7 rounded-sm border border-line-control bg-surface px-2 text-xs text-ink max-tablet:h-11 max-tablet:text-md pointer-coarse:h-11"
          >
            <option value="day">{t('day')}</option>
            <option value="week">{t('week')}</option>
            <option value="month">{t('month')}</option>
          </select>
        </label>
      </div>
      <Sent answer={answer} />
    </form>
  );
}

type EditFormProps = OfEndpoint & { description: string; events: readonly string[] };

/** What the address is for and what it is told. */
export function EditForm({ endpointId, description, events }: EditFormProps) {
  const t = useTranslations('webhooks');
  const [{ isSaved, problems }, action] = useActionState(edit.bind(null, endpointId), notEdited);
  return (
    <form action={action} className="grid gap-5">
      <TextField
        key={description}
        id="webhook-description"
        name="description"
        label={t('add.description')}
        defaultValue={description}
        maxLength={200}
        autoComplete="off"
      />
      <EventChoice chosen={events} error={problems.events ? t('add.tooFewEvents') : undefined} />
      {isSaved ? <Note role="status" title={t('edit.saved')} /> : null}
      <div>
        <SubmitButton busyLabel={t('edit.saving')}>{t('edit.save')}</SubmitButton>
      </div>
    </form>
  );
}

/** Makes a new secret and shows it once. */
export function RotateForm({ endpointId }: OfEndpoint) {
  const t = useTranslations('webhooks.secret');
  const [{ secret }, action] = useActionState(() => rotate(endpointId), noSecret);
  return (
    <form action={action} className="grid gap-3">
      {secret === null ? null : <WebhookSecretOnce key={secret} secret={secret} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SubmitButton size="small" busyLabel={t('rotating')}>
          {t('rotate')}
        </SubmitButton>
        <p className="text-xs text-ink-3">{t('rotateAbout')}</p>
      </div>
    </form>
  );
}

/** Ends the overlap. */
export function DropOldForm({ endpointId }: OfEndpoint) {
  const t = useTranslations('webhooks.secret');
  return (
    <form action={dropOld.bind(null, endpointId)}>
      <SubmitButton tone="stop" size="small" busyLabel={t('dropping')}>
        {t('drop')}
      </SubmitButton>
    </form>
  );
}

/** Sends to it, or stops. */
export function SwitchForm({ endpointId, isOn }: OfEndpoint & { isOn: boolean }) {
  const t = useTranslations('webhooks.switch');
  return (
    <form action={turn.bind(null, endpointId, !isOn)}>
      <SubmitButton tone={isOn ? 'default' : 'primary'} busyLabel={t('busy')}>
        {isOn ? t('off') : t('on')}
      </SubmitButton>
    </form>
  );
}

/** Asks before an address is forgotten: its secret is lost with it. */
export function DeleteDialog({ endpointId, children }: OfEndpoint & { children: ReactNode }) {
  const t = useTranslations('webhooks.delete');
  return (
    <Dialog trigger={{ label: t('submit'), tone: 'stop' }} title={t('title')} closeLabel={t('close')}>
      <DialogBody>
        <p>{t('about')}</p>
        {children}
      </DialogBody>
      <DialogFooter>
        <form method="dialog">
          <Button>{t('keep')}</Button>
        </form>
        <form action={remove.bind(null, endpointId)}>
          <SubmitButton tone="danger" busyLabel={t('submitting')}>
            {t('submit')}
          </SubmitButton>
        </form>
      </DialogFooter>
    </Dialog>
  );
}
