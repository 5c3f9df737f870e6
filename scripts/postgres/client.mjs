import { once } from 'node:events';
import { connect } from 'node:net';

/* As much of PostgreSQL's protocol as it takes to ask a trusting server something: simple queries, answers as text. */

/** A connection to a server by its socket. */
export class Client {
  #socket;
  #buffer = Buffer.alloc(0);
  #waiting = [];
  #answer = newAnswer();

  /** Connects as the user `postgres`. Rejects if there is no server. */
  static async connect(path) {
    const client = new Client();
    client.#socket = connect(path);
    await once(client.#socket, 'connect');
    client.#socket.on('data', (bytes) => client.#read(bytes));
    client.#socket.on('error', (error) => client.#fail(error));
    client.#socket.on('close', () => client.#fail(new Error('the server closed the connection')));
    const ready = client.#expect();
    const fields = Buffer.from('user\0postgres\0database\0postgres\0\0');
    const head = Buffer.alloc(8);
    head.writeInt32BE(fields.length + 8, 0);
    head.writeInt32BE(196_608, 4);
    client.#socket.write(Buffer.concat([head, fields]));
    const { error } = await ready;
    if (error) throw new Error(error);
    return client;
  }

  /** Sends a query: resolves to its rows, each a list of texts or nulls, or to what the server refuses it with. */
  query(sql) {
    const body = Buffer.from(`${sql}\0`);
    const head = Buffer.alloc(5);
    head.write('Q');
    head.writeInt32BE(body.length + 4, 1);
    this.#socket.write(Buffer.concat([head, body]));
    return this.#expect();
  }

  /** The rows of a query that must succeed. */
  async rows(sql) {
    const { rows, error } = await this.query(sql);
    if (error) throw new Error(`${error}: ${sql}`);
    return rows;
  }

  close() {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }

  #expect() {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #fail(error) {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  #read(bytes) {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    while (this.#buffer.length >= 5) {
      const end = this.#buffer.readInt32BE(1) + 1;
      if (this.#buffer.length < end) return;
      this.#message(String.fromCharCode(this.#buffer[0]), this.#buffer.subarray(5, end));
      this.#buffer = this.#buffer.subarray(end);
    }
  }

  #message(type, body) {
    if (type === 'D') this.#answer.rows.push(columns(body));
    else if (type === 'E') this.#answer.error = field(body, 'M');
    else if (type === 'Z') {
      this.#waiting.shift()?.resolve(this.#answer);
      this.#answer = newAnswer();
    }
  }
}

function newAnswer() {
  return { rows: [], error: undefined };
}

function columns(body) {
  const values = [];
  for (let at = 2, left = body.readInt16BE(0); left > 0; left--) {
    const length = body.readInt32BE(at);
    values.push(length < 0 ? null : body.toString('utf8', at + 4, at + 4 + length));
    at += 4 + Math.max(0, length);
  }
  return values;
}

function field(body, code) {
  const fields = body.toString('utf8').split('\0');
  return fields.find((one) => one.startsWith(code))?.slice(1) ?? 'unknown error';
}
