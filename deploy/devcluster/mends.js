// Mends of Azurite, for `node --require`.
'use strict';

const http = require('http');
const Loki = require('lokijs');

// It asks its index for {accountName, containerName, name, …}, and Loki looks up the first of these and then compares one by one what is left: every blob there is, because
// all are of one account. Asked for the name first, hardly anything is left; with thousands of blobs most of its time went there.
const narrow = query => {
  const key = ['blobName', 'name'].find(key => query && typeof query[key] === 'string');
  return key ? { [key]: query[key], ...query } : query;
};
const find = Loki.Resultset.prototype.find;
Loki.Resultset.prototype.find = function (query, firstOnly) {
  return find.call(this, narrow(query), firstOnly);
};

// Each request is compared with the templates of all operations, which it takes apart anew every time: a fifth of its time.
const templates = new Map();
const UriTemplate = require('uri-templates');
require.cache[require.resolve('uri-templates')].exports = text => templates.get(text) ?? templates.set(text, UriTemplate(text)).get(text);

// It keeps its index in memory and writes it every five seconds: what is killed at once with everything else loses the last writes. The head of an experiment is
// what decides which of them count, so a head is only acknowledged when the index that holds it, and all that was written before it, is on disk.
const indexes = new Set();
const write = Loki.prototype.saveDatabase;
Loki.prototype.saveDatabase = function (...args) {
  indexes.add(this);
  return write.apply(this, args);
};

// An upload of /account/checkpoints/EXPERIMENT/head; leases and metadata of it have a query.
const isCommit = request => request && request.method === 'PUT' && /\/checkpoints\/[^/?]+(?:\/|%2[Ff])head$/.test(request.url);

const save = index => new Promise((resolve, reject) => index.saveDatabase(error => (error ? reject(error) : resolve())));

// Where the bytes lie first, then the blobs that need to know. Saves that are asked for while one is under way are made as one by Loki.
const saveAll = async () => {
  for (const index of [...indexes].sort((a, b) => Number(b.filename.includes('extent')) - Number(a.filename.includes('extent')))) {
    await save(index);
  }
};

const end = http.ServerResponse.prototype.end;
http.ServerResponse.prototype.end = function (...args) {
  if (!isCommit(this.req) || this.statusCode >= 300) {
    return end.apply(this, args);
  }

  // Without an answer the client asks again, and finds out what was kept.
  saveAll().then(() => end.apply(this, args), () => this.destroy());
  return this;
};
