/** After the matter is settled: one to five stars, and a word if the customer wants. */
import { useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Chat } from "./chat.ts";
import { words } from "./words.ts";

const STARS = [1, 2, 3, 4, 5] as const;

export function Survey({ chat, csat }: { readonly chat: Chat; readonly csat: number | null }) {
  const waiting = useStore(chat.errands.pending).has("survey");
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  if (csat !== null) {
    return (
      <p class="survey-thanks" data-testid="survey-thanks" role="status">
        {words.thanksSurvey}
      </p>
    );
  }
  return (
    <form
      class="survey"
      data-testid="survey"
      onSubmit={(event) => {
        event.preventDefault();
        if (stars > 0) chat.submitSurvey(stars, comment.trim());
      }}
    >
      <fieldset disabled={waiting}>
        <legend>{words.survey}</legend>
        <div class="stars">
          {STARS.map((star) => (
            <label key={star} data-lit={star <= stars}>
              <input
                type="radio"
                name="csat"
                value={star}
                checked={star === stars}
                onChange={() => setStars(star)}
              />
              <Icon name="star" />
              <span class="unseen">{words.surveyStars(star)}</span>
            </label>
          ))}
        </div>
        {stars > 0 && (
          <>
            <textarea
              class="input"
              rows={2}
              maxLength={1000}
              aria-label={words.surveyComment}
              placeholder={words.surveyComment}
              value={comment}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
            <Button kind="primary" size="small" type="submit" data-testid="survey-send">
              {words.surveySend}
            </Button>
          </>
        )}
      </fieldset>
    </form>
  );
}
