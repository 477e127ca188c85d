interface Procedures {
  [name: string]: { _def: { middlewares: { _type?: string }[] } };
}

/**
 * Takes the parsing of outputs out of procedures; what `.output()` says stays what the document and the
 * clients know. Outputs are typed, and tests hold every answer against the document; parsing each task
 * once more took as long as all else that a list needs.
 */
export function trustOutputs(procedures: unknown): void {
  for (const { _def } of Object.values(procedures as Procedures)) {
    const place = _def.middlewares.findIndex(({ _type }) => _type === 'output');
    if (place >= 0) _def.middlewares.splice(place, 1);
  }
}
