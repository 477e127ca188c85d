/** An event as the HTML standard reads it, section 9.2.6; one without data only moves the id. */
export interface ServerEvent {
  type: string;
  data: string;
  /** The id of this event, or of the last that had one. */
  id: string;
}

/** The events in a body, as they come. */
export async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  let event: ServerEvent = { type: 'message', data: '', id: '' };
  for await (const line of linesIn(body)) {
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') event.type = value;
    if (field === 'data') event.data += event.data === '' ? value : `\n${value}`;
    if (field === 'id') event.id = value;
    if (line !== '') continue;
    yield event;
    event = { type: 'message', data: '', id: event.id };
  }
}

/** Whole lines; what follows the last end of a line is none. */
async function* linesIn(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      // A CR at the end may be half of a CRLF.
      const lines = text.split(/\r\n|\n|\r(?!$)/);
      text = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
