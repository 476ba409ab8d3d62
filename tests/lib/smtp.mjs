// A mail server that does as it is told, for tests of what is sent.
//
//   const server = await startSmtp({ script });     // on a free port of 127.0.0.1; server.port
//   server.messages                                 what it was sent: { id, from, to, raw, lost, connection }
//   server.connections                              how many there were
//   await server.until(() => server.messages.length === 3)
//   await server.close()                            nobody listens any more; server.listen() begins again, on the same port
//
// script: what it says, each a text ("450 4.2.1 busy"), or undefined for what is usual, or a promise of one:
//   greeting(connection), sender(address), recipient(address), data(), content(message)
// DROP closes the connection without an answer, HANG says nothing for ever. A message is kept when it was answered
// with 2xx, or when the answer was lost (then message.lost is set).
//
// tls: { key, cert } in PEM offers STARTTLS; with implicit: true the connection begins with TLS. auth: { user, password },
// or { user, token } for XOAUTH2; either may be changed while it runs.

import net from 'node:net';
import tls from 'node:tls';

export const DROP = Symbol('drop');
export const HANG = Symbol('hang');

class Connection {
	constructor(server, socket) {
		this.server = server;
		this.recipients = [];
		this.pending = Promise.resolve();
		this.take(socket);
		this.say(server.script.greeting?.(this), '220 test.example ESMTP');
	}

	take(socket) {
		this.socket = socket;
		this.buffer = '';
		socket.setEncoding('latin1');
		socket.setNoDelay(true);
		socket.on('error', () => {});
		socket.on('data', (text) => {
			this.buffer += text;
			this.pending = this.pending.then(() => this.read()).catch(() => socket.destroy());
		});
	}

	/* Says what the script says; false when the connection is of no more use. */
	async say(said, usual) {
		const text = (await said) ?? usual;
		if (text === DROP) this.socket.destroy();
		if (text === DROP || text === HANG) return false;
		this.socket.write(`${text}\r\n`);
		return text;
	}

	async read() {
		for (;;) {
			if (this.content) {
				const end = this.buffer.startsWith('.\r\n') ? 0 : this.buffer.indexOf('\r\n.\r\n') + 2;
				if (end === 1) return;
				const raw = this.buffer.slice(0, end).replace(/^\.\./gm, '.');
				this.buffer = this.buffer.slice(end + 3);
				this.content = false;
				await this.keep(raw);
			} else {
				const end = this.buffer.indexOf('\r\n');
				if (end < 0) return;
				const line = this.buffer.slice(0, end);
				this.buffer = this.buffer.slice(end + 2);
				if (this.signingIn) this.signIn(line);
				else await this.command(line);
			}
		}
	}

	async keep(raw) {
		const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
		const message = { id: head.match(/^Message-ID:\s*<([^>]*)>/im)?.[1], from: this.from, to: this.recipients, raw, lost: false, connection: this };
		this.recipients = [];
		const text = (await this.server.script.content?.(message)) ?? '250 2.0.0 taken';
		message.lost = text === DROP || text === HANG;
		if (message.lost || text.startsWith('2')) this.server.messages.push(message);
		await this.say(text);
		this.server.changed();
	}

	async command(line) {
		const { script, auth, tls: secure } = this.server;
		const verb = line.slice(0, 4).toUpperCase();
		const offers = ['250-test.example'];
		if (secure && !secure.implicit && !this.encrypted) offers.push('250-STARTTLS');
		if (auth) offers.push(auth.token ? '250-AUTH XOAUTH2' : '250-AUTH PLAIN');
		if (verb === 'EHLO') this.socket.write(`${[...offers, '250 8BITMIME'].join('\r\n')}\r\n`);
		else if (verb === 'STAR') this.encrypt();
		else if (verb === 'AUTH') this.askForSecret(line.split(' ')[2]);
		else if (verb === 'MAIL') await this.mail(line.match(/<(.*?)>/)[1]);
		else if (verb === 'RCPT') await this.recipient(line.match(/<(.*?)>/)[1]);
		else if (verb === 'DATA') {
			const said = await this.say(script.data?.(), '354 go on');
			this.content = said && said.startsWith('354');
		} else if (verb === 'QUIT') this.socket.end('221 bye\r\n');
		else await this.say('250 ok');
	}

	async mail(address) {
		this.from = address;
		this.recipients = [];
		if (this.server.auth && !this.known) await this.say('530 5.7.0 sign in first');
		else await this.say(this.server.script.sender?.(address), '250 ok');
	}

	async recipient(address) {
		const said = await this.say(this.server.script.recipient?.(address), '250 ok');
		if (said && said.startsWith('2')) this.recipients.push(address);
	}

	encrypt() {
		const plain = this.socket;
		plain.removeAllListeners('data');
		plain.write('220 go on\r\n');
		this.encrypted = true;
		this.take(new tls.TLSSocket(plain, { isServer: true, secureContext: this.server.context }));
	}

	askForSecret(given) {
		this.signingIn = !given;
		if (given) this.signIn(given);
		else this.socket.write('334 \r\n');
	}

	signIn(secret) {
		const { auth } = this.server;
		const text = Buffer.from(secret, 'base64').toString();
		const [, user, password] = text.split('\0');
		this.signingIn = false;
		this.known = auth.token ? text === `user=${auth.user}\x01auth=Bearer ${auth.token}\x01\x01` : user === auth.user && password === auth.password;
		this.socket.write(this.known ? '235 ok\r\n' : '535 5.7.8 wrong name or password\r\n');
	}
}

class Server {
	constructor({ script = {}, tls: secure, auth } = {}) {
		this.script = script;
		this.tls = secure;
		this.auth = auth;
		this.context = secure && tls.createSecureContext(secure);
		this.messages = [];
		this.connections = 0;
		this.sockets = new Set();
		this.waiting = new Set();
		this.port = 0;
	}

	listen() {
		const take = (socket) => {
			this.connections++;
			new Connection(this, socket);
			this.changed();
		};
		this.server = this.tls?.implicit ? tls.createServer({ secureContext: this.context, key: this.tls.key, cert: this.tls.cert }, take) : net.createServer(take);
		this.server.on('connection', (socket) => {
			this.sockets.add(socket);
			socket.on('error', () => {});
			socket.on('close', () => this.sockets.delete(socket));
		});
		this.server.on('tlsClientError', () => {});
		return new Promise((resolve, reject) => {
			this.server.on('error', reject);
			this.server.listen(this.port, '127.0.0.1', () => {
				this.port = this.server.address().port;
				resolve(this);
			});
		});
	}

	close() {
		const closed = new Promise((resolve) => this.server.close(resolve));
		for (const socket of this.sockets) socket.destroy();
		return closed;
	}

	changed() {
		for (const look of this.waiting) look();
	}

	/* Resolves once the condition holds, looked at after each message and connection. */
	until(condition, seconds = 60) {
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => {
				this.waiting.delete(look);
				reject(new Error(`not so after ${seconds} s: ${condition}; ${this.messages.length} messages, ${this.connections} connections`));
			}, seconds * 1000);
			const look = () => {
				if (!condition()) return;
				clearTimeout(timer);
				this.waiting.delete(look);
				resolve();
			};
			this.waiting.add(look);
			look();
		});
	}
}

export function startSmtp(options) {
	return new Server(options).listen();
}
