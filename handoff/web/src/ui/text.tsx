/** The two ways in which words reach the page: as text, or as HTML that the server made safe. */
import { linksIn } from "./links.ts";

/** Text as it was written: no markup is read from it, only web addresses become links. */
export function PlainText({ text }: { readonly text: string }) {
  return (
    <p class="plain-text" dir="auto">
      <Linked text={text} />
    </p>
  );
}

/** The same within a line. */
export function Linked({ text }: { readonly text: string }) {
  return (
    <>
      {linksIn(text).map((piece, index) =>
        piece.href ? (
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}

/** HTML that the server rendered and sanitised. The only place in this workspace that sets HTML. */
export function SanitisedHtml({ html }: { readonly html: string }) {
  return <div class="sanitised-html" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}
