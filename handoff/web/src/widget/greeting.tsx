/** What stands above the first message. */
import { words } from "./words.ts";

interface GreetingProps {
  readonly shop: string;
  readonly suggestions: readonly string[];
  readonly onAsk: (question: string) => void;
}

export function Greeting({ shop, suggestions, onAsk }: GreetingProps) {
  return (
    <div class="greeting">
      <h2>{words.greeting}</h2>
      <p>{words.greetingText(shop)}</p>
      {suggestions.length > 0 && (
        <div class="choices">
          {suggestions.map((question) => (
            <button
              key={question}
              type="button"
              class="choice"
              data-testid="suggestion"
              onClick={() => onAsk(question)}
            >
              {question}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
