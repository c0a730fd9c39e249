/** The middle of the page while no article is open. */
import { NEW_ARTICLE_HASH } from "../model/staff-route.ts";
import { Icon } from "../ui/icons.tsx";

export function NothingOpen() {
  return (
    <section class="article nothing-open">
      <span class="nothing-picture">
        <Icon name="article" />
      </span>
      <h2>What should the bot know?</h2>
      <p>Choose an article on the left, or write a new one.</p>
      <a class="button" data-kind="primary" data-size="normal" href={NEW_ARTICLE_HASH}>
        <Icon name="plus" />
        New article
      </a>
    </section>
  );
}
