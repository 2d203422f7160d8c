// Inflates the page's script, which lies compressed in #script, and runs it: the policy knows its hash.
// No step of it waits for a task of the browser's, so that the network is the first thing that is drawn.
"use strict";
(async () => {
  const packed = document.getElementById("script").textContent;
  const bytes = Uint8Array.fromBase64?.(packed) ?? Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter();
  Promise.all([writer.write(bytes), writer.close()]).catch(() => null); // the reader is told too
  const [reader, decoder] = [readable.getReader(), new TextDecoder()];
  let text = "";
  for (let step = await reader.read(); !step.done; step = await reader.read()) text += decoder.decode(step.value, { stream: true });
  const script = document.createElement("script");
  script.textContent = text;
  document.head.append(script);
  script.remove();
})().catch((error) => {
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.textContent = `This page could not be started: ${error.message}. It needs a browser of 2023 or later.`;
  document.getElementById("page").append(said);
});
