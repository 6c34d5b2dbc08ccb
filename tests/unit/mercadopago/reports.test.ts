import { describe, expect, test } from 'vitest';
import { accessToken } from './sale';
import { openScriptedClient } from './scripted-client';
import { empty, html, json } from './scripted-server';

const { server, client } = await openScriptedClient();

const config = {
  fileNamePrefix: 'mostrador',
  columns: ['SOURCE_ID', 'EXTERNAL_REFERENCE'],
  displayTimeZone: 'GMT-03',
  separator: ';',
  language: 'en',
  frequency: { type: 'daily', hour: 6, value: 1 },
} as const;

describe('reports', () => {
  test('a configuration is created, changed and read', async () => {
    server.answer(empty(201));
    await client.createReportConfig({ kind: 'settlement', config });
    await client.updateReportConfig({ kind: 'release', config });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /v1/account/settlement_report/config',
      'PUT /v1/account/release_report/config',
    ]);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      file_name_prefix: 'mostrador',
      columns: [{ key: 'SOURCE_ID' }, { key: 'EXTERNAL_REFERENCE' }],
      display_timezone: 'GMT-03',
      separator: ';',
      report_translation: 'en',
      refund_detailed: false,
      frequency: { hour: 6, type: 'daily', value: 1 },
    });
    server.answer(json(server.requests[0]?.body ?? ''));
    expect(await client.getReportConfig('settlement')).toEqual({
      columns: ['SOURCE_ID', 'EXTERNAL_REFERENCE'],
      fileNamePrefix: 'mostrador',
      displayTimeZone: 'GMT-03',
      separator: ';',
    });
    server.answer(json('{"error":"config_not_found_for_user"}', 404));
    await expect(client.getReportConfig('release')).rejects.toMatchObject({ kind: 'refused', status: 404 });
  });

  test('202 will be made, 203 will not', async () => {
    const request = {
      kind: 'release',
      from: new Date('2026-11-01T03:00:00Z'),
      to: new Date('2026-11-02T03:00:00Z'),
    } as const;
    server.answer(empty(202));
    expect(await client.requestReport(request)).toBe(true);
    expect(server.requests[0]?.body).toBe('{"begin_date":"2026-11-01T03:00:00Z","end_date":"2026-11-02T03:00:00Z"}');
    server.answer(json('{}', 203));
    expect(await client.requestReport(request)).toBe(false);
    server.answer(html(500));
    await expect(client.requestReport(request)).rejects.toMatchObject({ kind: 'unknown_outcome' });
  });

  test('the list names files and the periods they cover', async () => {
    const row = {
      id: 1,
      user_id: 'USER_ID',
      begin_date: '2015-05-01T00:00:00Z',
      end_date: '2015-06-01T23:59:59Z',
      file_name: 'settlement-2016-01-20-131015.csv',
      created_from: 'manual',
      date_created: '2016-01-20T10:07:53.000-04:00',
    };
    server.answer(json(JSON.stringify([row])));
    expect(await client.listReports('settlement')).toEqual([
      {
        fileName: 'settlement-2016-01-20-131015.csv',
        from: new Date('2015-05-01T00:00:00Z'),
        to: new Date('2015-06-01T23:59:59Z'),
        createdAt: new Date('2016-01-20T14:07:53Z'),
        createdFrom: 'manual',
      },
    ]);
  });

  test('a file is larger than an answer may be', async () => {
    server.answer((response) => void response.end(Buffer.alloc(3_000_000, 0x41)));
    const file = { kind: 'settlement', fileName: 'a b.csv' } as const;
    expect(await client.downloadReport(file)).toHaveLength(3_000_000);
    expect(server.requests[0]?.url).toBe('/v1/account/settlement_report/a%20b.csv');
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${accessToken}`);
    server.answer(json('{"error":"not_found"}', 404));
    await expect(client.downloadReport(file)).rejects.toMatchObject({ kind: 'refused', status: 404 });
    await expect(client.downloadReport({ kind: 'settlement', fileName: '..' })).rejects.toMatchObject({
      code: 'invalid_path',
    });
  });
});

test('a test user can sign in or is none', async () => {
  server.answer(
    json(
      '{"id":123456,"nickname":"TT123456","password":"qatest","site_status":"active","email":"t@testuser.com"}',
      201,
    ),
  );
  expect(await client.createTestUser('MLA')).toEqual({
    userId: '123456',
    nickname: 'TT123456',
    password: 'qatest',
    email: 't@testuser.com',
  });
  expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/users/test_user', body: '{"site_id":"MLA"}' });
  server.answer(json('{"id":123456}', 201));
  await expect(client.createTestUser('MLA')).rejects.toMatchObject({ kind: 'unknown_outcome' });
});
