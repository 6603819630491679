/** Between bytes and messages, for everything but frames. */
import { type MessageInitShape, create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ClientMessageSchema } from './generated/parvis/v1/client_message_pb';
import { type ServerMessage, ServerMessageSchema } from './generated/parvis/v1/server_message_pb';

/** Version of the protocol spoken here. */
export const PROTOCOL_VERSION = 1;
/** WebSocket subprotocol of that version. */
export const SUBPROTOCOL = 'parvis.v1';
/** Close codes are this plus the number of a close reason. */
export const CLOSE_CODE_BASE = 4000;

/** What a client says: exactly one kind with its content. */
export type Outgoing = NonNullable<MessageInitShape<typeof ClientMessageSchema>['kind']>;
/** What a server says, frames excepted. */
export type Incoming = ServerMessage['kind'];

/** Bytes of one WebSocket message. */
export function encode(kind: Outgoing): Uint8Array<ArrayBuffer> {
  return toBinary(ClientMessageSchema, create(ClientMessageSchema, { kind })) as Uint8Array<ArrayBuffer>;
}

/**
 * A message that is no frame; a kind this client does not know reads as `undefined`.
 * @throws Error when the bytes are no message
 */
export function decode(bytes: Uint8Array): Incoming {
  return fromBinary(ServerMessageSchema, bytes).kind;
}

const FRAME_TAG = (1 << 3) | 2;

/** Where the body of a frame begins in a server message, or -1 when the message is something else. */
export function frameStart(bytes: Uint8Array): number {
  if (bytes[0] !== FRAME_TAG) {
    return -1;
  }
  let length = 0;
  for (let i = 1; i < 6 && i < bytes.length; i++) {
    const b = bytes[i]!;
    length += (b & 0x7f) * 2 ** (7 * (i - 1));
    if (b < 0x80) {
      return i + 1 + length === bytes.length ? i + 1 : -1;
    }
  }
  return -1;
}
