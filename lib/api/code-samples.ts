import type { Operation } from './operation';

/** A program that makes one call, whole and ready to run. */
export type CodeSample = { readonly lang: string; readonly label: string; readonly source: string };

/**
 * The same call in three languages. Each sample takes from the environment where the API is (`MOSTRADOR_URL`, such as
 * `https://desk.example.com`), the key (`MOSTRADOR_KEY`) and the ids in the path (`ORDER_ID` …), for curl also the UUID of the
 * attempt (`IDEMPOTENCY_KEY`), and fails when the answer is an error. The tests run them as they are.
 */
export function codeSamples(operation: Operation): CodeSample[] {
  return [
    { lang: 'Shell', label: 'curl', source: curl(operation) },
    { lang: 'JavaScript', label: 'JavaScript', source: javaScript(operation) },
    { lang: 'Python', label: 'Python', source: python(operation) },
  ];
}

function exampleBody({ body, examples }: Operation): unknown {
  return body ? Object.values(examples ?? {})[0]?.value : undefined;
}

/** `isText`: what is worth printing; pictures and sheets go into a file. */
function outputOf({ answer, path }: Operation): { isText: boolean; file: string } {
  const isText = 'example' in answer || !answer.mediaTypes || answer.mediaTypes.includes('application/json');
  const name = path.split('/').at(-1) ?? 'answer';
  return { isText, file: name.includes('.') ? name : `${name}.pdf` };
}

function curl(operation: Operation): string {
  const { method, scope, isIdempotent } = operation;
  const body = exampleBody(operation);
  const { isText, file } = outputOf(operation);
  const address = addressOf(operation).replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`);
  const lines = [
    `curl --fail-with-body --silent --show-error${method === 'GET' ? '' : ` --request ${method}`} "$MOSTRADOR_URL/api/v1${address}"`,
    ...(scope === null ? [] : ['--header "Authorization: Bearer $MOSTRADOR_KEY"']),
    ...(isIdempotent ? ['--header "Idempotency-Key: $IDEMPOTENCY_KEY"'] : []),
    ...(body === undefined
      ? []
      : ["--header 'Content-Type: application/json'", `--data '${JSON.stringify(body, null, 2)}'`]),
    ...(isText ? [] : [`--output ${file}`]),
  ];
  return lines.join(' \\\n  ');
}

function javaScript(operation: Operation): string {
  const { method, path, scope, isIdempotent } = operation;
  const body = exampleBody(operation);
  const { isText, file } = outputOf(operation);
  const address = addressOf(operation).replace(/\{(\w+)\}/g, (_, name: string) => `\${${name.toUpperCase()}}`);
  const names = ['MOSTRADOR_URL', ...(scope === null ? [] : ['MOSTRADOR_KEY']), ...environmentNames(path)];
  const headers = [
    ...(scope === null ? [] : [`Authorization: \`Bearer \${MOSTRADOR_KEY}\``]),
    ...(isIdempotent ? ["'Idempotency-Key': crypto.randomUUID()"] : []),
    ...(body === undefined ? [] : ["'Content-Type': 'application/json'"]),
  ];
  const options = [
    ...(method === 'GET' ? [] : [`method: '${method}'`]),
    ...(headers.length === 0 ? [] : [`headers: {\n    ${headers.join(',\n    ')},\n  }`]),
    ...(body === undefined ? [] : [`body: JSON.stringify(${indent(JSON.stringify(body, null, 2))})`]),
  ];
  return [
    ...(isText ? [] : ["import { writeFile } from 'node:fs/promises';", '']),
    `const { ${names.join(', ')} } = process.env;`,
    '',
    `const response = await fetch(\`\${MOSTRADOR_URL}/api/v1${address}\`${options.length === 0 ? '' : `, {\n  ${options.join(',\n  ')},\n}`});`,
    `if (!response.ok) throw new Error(\`\${response.status} \${await response.text()}\`);`,
    !isText
      ? `await writeFile('${file}', new Uint8Array(await response.arrayBuffer()));`
      : operation.answer.status === 204
        ? 'console.log(response.status);'
        : 'console.log(await response.json());',
  ].join('\n');
}

function python(operation: Operation): string {
  const { method, scope, isIdempotent } = operation;
  const body = exampleBody(operation);
  const { isText, file } = outputOf(operation);
  const address = addressOf(operation).replace(
    /\{(\w+)\}/g,
    (_, name: string) => `{os.environ['${name.toUpperCase()}']}`,
  );
  const headers = [
    ...(scope === null ? [] : ['"Authorization": f"Bearer {os.environ[\'MOSTRADOR_KEY\']}"']),
    ...(isIdempotent ? ['"Idempotency-Key": str(uuid.uuid4())'] : []),
    ...(body === undefined ? [] : ['"Content-Type": "application/json"']),
  ];
  const imports = [
    ...(body !== undefined || isText ? ['json'] : []),
    'os',
    'urllib.request',
    ...(isIdempotent ? ['uuid'] : []),
  ];
  return [
    ...imports.map((name) => `import ${name}`),
    '',
    'request = urllib.request.Request(',
    `    f"{os.environ['MOSTRADOR_URL']}/api/v1${address}",`,
    `    method="${method}",`,
    ...(headers.length === 0 ? [] : ['    headers={', ...headers.map((header) => `        ${header},`), '    },']),
    ...(body === undefined ? [] : [`    data=json.dumps(${pythonValue(body, 4)}).encode(),`]),
    ')',
    'with urllib.request.urlopen(request) as response:',
    !isText
      ? `    open("${file}", "wb").write(response.read())`
      : operation.answer.status === 204
        ? '    print(response.status)'
        : '    print(json.load(response))',
  ].join('\n');
}

/** Path and query, with names in braces. */
function addressOf({ path, sampleQuery }: Operation): string {
  return sampleQuery ? `${path}?${sampleQuery}` : path;
}

function environmentNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name.toUpperCase());
}

/** Every line but the first, two to the right. */
function indent(text: string): string {
  return text.replaceAll('\n', '\n  ');
}

function pythonValue(value: unknown, depth: number): string {
  const json = JSON.stringify(value, null, 4).replaceAll('\n', `\n${' '.repeat(depth)}`);
  // Words that JSON and Python write differently, never inside a text.
  return json.replace(/"(?:[^"\\]|\\.)*"|\b(?:true|false|null)\b/g, (part) => pythonWords[part] ?? part);
}

const pythonWords: Readonly<Record<string, string>> = { true: 'True', false: 'False', null: 'None' };
