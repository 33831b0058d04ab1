import { BadXml, walkXml, type XmlWatch, xmlText } from './xml.ts';

/** A call of XML-RPC. A parameter that is no single text is null. */
export interface XmlRpcCall {
  readonly method: string;
  readonly params: readonly (string | null)[];
}

/** Why a body is no call: the codes of the XML-RPC interoperability list. */
export type NoCall = -32700 | -32600;

/**
 * Reads what real clients send, which is often not quite XML: stray bytes behind the call, and URLs with bare ampersands, which are
 * tried once more as if they had been escaped.
 */
export function readCall(bytes: Buffer): XmlRpcCall | NoCall {
  const text = withoutRest(xmlText(bytes), '</methodCall>');
  return callIn(text) ?? callIn(text.replace(bareAmpersand, '&amp;')) ?? -32700;
}

const bareAmpersand = /&(?!(?:[a-z]\w{0,20}|#\d{1,7}|#x[\da-f]{1,6});)/gi;

/** Null when it is not well formed. */
function callIn(text: string): XmlRpcCall | NoCall | null {
  const reading = readingCall();
  try {
    walkXml(text, reading.watch);
  } catch (error) {
    if (error instanceof BadXml) return null;
    throw error;
  }
  return reading.call();
}

interface Parameter {
  bare: string;
  typed: string | null;
  isCompound: boolean;
}

function readingCall() {
  let root = '';
  let method: string | null = null;
  const params: Parameter[] = [];
  const watch: XmlWatch = {
    open: (path) => {
      root ||= path[0] ?? '';
      if (path.join('/') === 'methodCall/params/param') params.push({ bare: '', typed: null, isCompound: false });
      const param = params.at(-1);
      if (param && path.length === 5) param.typed = '';
      if (param && (path.length > 5 || /^(?:array|struct)$/.test(path.at(-1) ?? ''))) param.isCompound = true;
    },
    text: (text, path) => {
      if (path.join('/') === 'methodCall/methodName') method = (method ?? '') + text;
      const param = path[1] === 'params' ? params.at(-1) : undefined;
      if (param && path.length === 4) param.bare += text;
      if (param && path.length === 5) param.typed = (param.typed ?? '') + text;
    },
  };
  const call = (): XmlRpcCall | NoCall => {
    if (root !== 'methodCall' || method === null) return -32600;
    return {
      method: method.trim(),
      params: params.map(({ bare, typed, isCompound }) => (isCompound ? null : (typed ?? bare).trim())),
    };
  };
  return { watch, call };
}

function withoutRest(text: string, end: string): string {
  const at = text.lastIndexOf(end);
  return at < 0 ? text : text.slice(0, at + end.length);
}

/** What a pingback server of somebody else answered. */
export type XmlRpcAnswer = { readonly text: string } | { readonly fault: number; readonly text: string };

/** Null for what is no answer of XML-RPC. */
export function readAnswer(bytes: Buffer): XmlRpcAnswer | null {
  const said: Record<string, string> = {};
  let member = '';
  const watch: XmlWatch = {
    open: (path) => {
      // Anything but a string is no answer to a ping.
      if (/^methodResponse\/params\/param\/value\/(?!string$)\w+$/.test(path.join('/'))) said['other'] = '';
    },
    text: (text, path) => {
      const place = path.join('/');
      if (/^methodResponse\/params\/param\/value(\/string)?$/.test(place)) said['answer'] = (said['answer'] ?? '') + text;
      if (place.endsWith('/struct/member/name')) member = text.trim();
      if (/^methodResponse\/fault\/value\/struct\/member\/value(\/\w+)?$/.test(place)) said[member] = (said[member] ?? '') + text;
    },
  };
  try {
    walkXml(withoutRest(xmlText(bytes), '</methodResponse>'), watch);
  } catch (error) {
    if (error instanceof BadXml) return null;
    throw error;
  }
  if (said['faultCode'] !== undefined) return { fault: Number(said['faultCode']), text: (said['faultString'] ?? '').trim() };
  return said['answer'] === undefined || said['other'] !== undefined ? null : { text: said['answer'].trim() };
}
