// npm's `jose` for interop.py: one question as JSON on a line, one answer.
//
// usage: node interop.mjs PATH_OF_THE_PACKAGE

import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.argv[2];
const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const entry = about.exports['.'].import ?? about.exports['.'].default;
const jose = await import(pathToFileURL(join(folder, entry)));
const bytes = (text) => new TextEncoder().encode(text);
const text = (data) => new TextDecoder().decode(data);

/** The key as jose takes it; a secret or password as its bytes. */
function key({ key, alg, enc }, isPrivate) {
  if (key.kty === 'oct') return jose.base64url.decode(key.k);
  const { kid, use, key_ops, alg: own, ...jwk } = key;
  const half = { ...jwk };
  if (!isPrivate) for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'priv']) delete half[name];
  if (own && key.kty === 'AKP') half.alg = own;
  return jose.importJWK(half, alg === 'dir' ? enc : alg);
}

const isDetached = ({ form }) => form === 'detached' || form === 'b64';

async function make(question) {
  const { kind, alg, enc, form, zip, content } = question;
  const header = { alg, kid: question.key.kid };
  if (kind === 'jws') {
    if (form === 'b64') Object.assign(header, { b64: false, crit: ['b64'] });
    const own = await key(question, true);
    const data = bytes(content);
    if (form === 'compact') return new jose.CompactSign(data).setProtectedHeader(header).sign(own);
    if (form === 'general') {
      const signer = new jose.GeneralSign(data);
      signer.addSignature(own).setProtectedHeader(header);
      return JSON.stringify(await signer.sign());
    }
    const signed = await new jose.FlattenedSign(data).setProtectedHeader(header).sign(own);
    return isDetached(question) ? `${signed.protected}..${signed.signature}` : JSON.stringify(signed);
  }
  header.enc = enc;
  if (zip) header.zip = 'DEF';
  const own = await key(question, false);
  if (form === 'compact') return new jose.CompactEncrypt(bytes(content)).setProtectedHeader(header).encrypt(own);
  if (form === 'general') {
    const { alg: management, kid, ...shared } = header;
    const sealer = new jose.GeneralEncrypt(bytes(content)).setProtectedHeader(shared);
    sealer.addRecipient(own).setUnprotectedHeader({ alg: management, kid });
    return JSON.stringify(await sealer.encrypt());
  }
  return JSON.stringify(await new jose.FlattenedEncrypt(bytes(content)).setProtectedHeader(header).encrypt(own));
}

async function read(question) {
  const { kind, form, token, content } = question;
  if (kind === 'jws') {
    const theirs = await key(question, false);
    if (isDetached(question)) {
      const [header, , signature] = token.split('.');
      const payload = form === 'b64' ? bytes(content) : jose.base64url.encode(bytes(content));
      const held = await jose.flattenedVerify({ protected: header, payload, signature }, theirs, { crit: { b64: true } });
      return text(held.payload);
    }
    if (form === 'compact') return text((await jose.compactVerify(token, theirs)).payload);
    const object = JSON.parse(token);
    const verify = form === 'general' ? jose.generalVerify : jose.flattenedVerify;
    return text((await verify(object, theirs)).payload);
  }
  const theirs = await key(question, true);
  const options = { keyManagementAlgorithms: [question.alg], contentEncryptionAlgorithms: [question.enc] };
  if (form === 'compact') return text((await jose.compactDecrypt(token, theirs, options)).plaintext);
  const decrypt = form === 'general' ? jose.generalDecrypt : jose.flattenedDecrypt;
  return text((await decrypt(JSON.parse(token), theirs, options)).plaintext);
}

/** Whether the library itself goes there and back. */
async function supports(question) {
  try {
    const token = await make(question);
    return (await read({ ...question, token })) === question.content;
  } catch {
    return false;
  }
}

/** Whether a verifier that knows whom it expects takes the token; keys by `kid`, secrets as well. */
async function claims({ token, jwks, alg, iss, aud, now }) {
  const keys = async (header) => {
    const jwk = jwks.keys.find(({ kid }) => kid === header.kid);
    if (!jwk) throw new Error('no such key');
    return jwk.kty === 'oct' ? jose.base64url.decode(jwk.k) : jose.importJWK(jwk, alg);
  };
  await jose.jwtVerify(token, keys, {
    algorithms: [alg], issuer: iss, audience: aud, requiredClaims: ['exp'], currentDate: new Date(now * 1000), typ: 'JWT',
  });
  return true;
}

async function answer(question) {
  switch (question.do) {
    case 'claims': return claims(question);
    case 'version': return about.version;
    case 'supports': return supports(question);
    case 'make': return make(question);
    default: return read(question);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  let out;
  try {
    out = { result: await answer(JSON.parse(line)) };
  } catch (error) {
    out = error instanceof jose.errors.JOSENotSupported ? { unsupported: error.message } : { error: `${error.name}: ${error.message}` };
  }
  process.stdout.write(`${JSON.stringify(out)}\n`);
}
