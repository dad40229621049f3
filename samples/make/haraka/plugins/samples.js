'use strict';
// The rules of the Haraka of samples/haraka, and one mail of its own: where the
// variable SEND_TO names a recipient, it goes out a moment after Haraka's start.

const DSN = require('haraka-dsn');
const outbound = require('./outbound');

const recipients = {
  nobody: [DENY, DSN.no_such_user('I have no mailbox for nobody')],
  grey: [DENYSOFT, DSN.create(451, 'Greylisted, come again in five minutes', 7, 1)],
  trap: [DENYDISCONNECT, DSN.create(550, 'One wrong address too many', 7, 1)],
};

exports.register = function () {
  this.register_hook('connect', 'from_own_network');
  this.register_hook('rcpt', 'look_at_recipient');
  this.register_hook('data_post', 'look_at_content');
  this.register_hook('queue', 'keep');
  this.register_hook('get_mx', 'through_submission');
  if (process.env.SEND_TO) this.register_hook('init_master', 'send');
};

exports.from_own_network = function (next, connection) {
  connection.relaying = connection.remote.ip.startsWith('192.0.2.');
  next();
};

exports.look_at_recipient = function (next, connection, [address]) {
  if (recipients[address.user]) return next(...recipients[address.user]);
  next(address.host === 'example.org' ? OK : CONT);
};

exports.look_at_content = function (next, connection) {
  const subject = connection.transaction.header.get('Subject');
  if (!/pills/.test(subject)) return next();
  next(DENY, DSN.create(554, ['We do not take mail about pills', 'nor about potions'], 7, 1));
};

exports.keep = function (next, connection) {
  if (connection.relaying) return next();
  next(OK, 'Kept as ' + connection.transaction.uuid);
};

exports.through_submission = function (next, hmail, domain) {
  if (domain !== 'via.example') return next();
  const login = { auth_type: 'LOGIN', auth_user: 'relay@example.org', auth_pass: 's3cret-whybounce-RELAY' };
  next(OK, { priority: 0, exchange: 'submit.example.net', port: 25, ...login });
};

exports.send = function (next) {
  const mail = ['From: sender@example.org', 'Subject: the minutes', '', 'They are ready.', '.and dots too', ''].join('\r\n');
  setTimeout(() => outbound.send_email('sender@example.org', process.env.SEND_TO, mail, () => {}), 1000);
  next();
};
