// The inside of one Lambda environment. Plain CommonJS, because stripping types would cost every cold start 20 ms.
'use strict';
const { parentPort, receiveMessageOnPort, workerData } = require('node:worker_threads');
const { enableCompileCache, flushCompileCache } = require('node:module');
const path = require('node:path');

const gate = new Int32Array(workerData.gate);
const say = (message) => parentPort.postMessage(message);

// Without a stack: it would show this file, never the function.
const runtimeError = (name, message) => Object.assign(new Error(message), { name, stack: undefined });

const describe = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, stack: error.stack }
    : { errorType: typeof error, errorMessage: String(error), stack: undefined };

// A frozen thread flushes no stream, so each write is handed over at once.
for (const stream of [process.stdout, process.stderr]) {
  const level = stream === process.stderr ? 'error' : 'info';
  stream.write = (chunk, encoding, done) => {
    say({
      kind: 'output',
      level,
      text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'),
    });
    const callback = typeof encoding === 'function' ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
}

const loadHandler = ({ assetPath, handler: handlerName }) => {
  const dot = handlerName.indexOf('.');
  const file = path.join(assetPath, handlerName.slice(0, dot));
  const missing = (error) => error.code === 'MODULE_NOT_FOUND';
  let exported;
  try {
    exported = require(file);
  } catch (error) {
    if (error instanceof SyntaxError) throw runtimeError('Runtime.UserCodeSyntaxError', String(error));
    if (error instanceof Error && missing(error))
      throw runtimeError('Runtime.ImportModuleError', String(error));
    throw error;
  }
  for (const name of handlerName.slice(dot + 1).split('.')) exported = exported?.[name];
  if (typeof exported !== 'function') {
    throw runtimeError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  }
  if (exported.length > 2) {
    throw runtimeError(
      'Runtime.CallbackHandlerDeprecated',
      `${handlerName} takes a callback, which Lambda refuses from Node 24 on: make it async`,
    );
  }
  return exported;
};

const serialise = (answer) => {
  if (answer === undefined) return 'null';
  let text;
  try {
    text = JSON.stringify(answer);
  } catch (error) {
    throw runtimeError(
      'Runtime.MarshalError',
      `the answer cannot be made JSON: ${describe(error).errorMessage}`,
    );
  }
  if (text === undefined) {
    throw runtimeError('Runtime.MarshalError', `the answer cannot be made JSON: it is a ${typeof answer}`);
  }
  return text;
};

const contextOf = ({ functionName, functionArn, memoryMb }, { requestId, deadline }) => ({
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: functionArn,
  memoryLimitInMB: String(memoryMb),
  logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

// A thread that was another environment before keeps nothing of its variables and modules. What that left running, and what it
// hung on the globals of the thread, is there still: ours do neither.
const become = (told) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, told.variables);
  for (const file of Object.keys(require.cache)) delete require.cache[file];
  // Or this module would hold on to each that it has ever loaded.
  module.children.length = 0;
  try {
    enableCompileCache(told.compileCache);
    const handler = loadHandler(told);
    say({ kind: 'ready' });
    freeze({ ...told, handler, isKept: false });
  } catch (error) {
    say({ kind: 'unusable', ...describe(error) });
  }
};

const invoke = async (environment, invocation) => {
  process.env._X_AMZN_TRACE_ID = invocation.traceId;
  // Time passed while this stood still.
  if (invocation.clockOffsetMs !== undefined) process.env.CLOCK_OFFSET_MS = invocation.clockOffsetMs;
  try {
    const answer = await environment.handler(
      JSON.parse(invocation.payload),
      contextOf(environment, invocation),
    );
    say({ kind: 'answer', payload: serialise(answer) });
  } catch (error) {
    say({ kind: 'error', ...describe(error) });
  }
  keepCompiled(environment);
  freeze(environment);
};

// Compiling a bundle is half of a cold start. What the first environment of a function compiled, for loading and for its
// first event, the later ones read: Lambda does no such thing, but nobody measures cold starts here.
const keepCompiled = (environment) => {
  if (environment.isKept) return;
  environment.isKept = true;
  flushCompileCache();
};

// Blocks the whole thread until it is told something, as Lambda freezes an environment: work left running stands still.
// After the thaw the event loop turns twice before anything runs, so that sockets closed meanwhile are noticed first.
const freeze = (environment) => {
  Atomics.wait(gate, 0, 0);
  Atomics.store(gate, 0, 0);
  const { message } = receiveMessageOnPort(parentPort);
  setImmediate(() =>
    setImmediate(() => (message.kind === 'function' ? become(message) : invoke(environment, message))),
  );
};

freeze();
