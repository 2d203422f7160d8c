// Inflates the page's script, which lies compressed in #script, and runs it: the policy knows its hash.
"use strict";
(async () => {
  const bytes = Uint8Array.from(atob(document.getElementById("script").textContent), (one) => one.charCodeAt(0));
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
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
