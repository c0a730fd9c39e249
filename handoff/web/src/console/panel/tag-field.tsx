/** The tags of a conversation: shown, taken away, and added from what is typed or offered. */
import { useState } from "preact/hooks";
import { MOST_TAGS, tagOf, tagsLike, withoutTag, withTag } from "../../model/staff-tags.ts";
import { IconButton } from "../../ui/button.tsx";
import { ListBox, useListKeys } from "../../ui/staff-listbox.tsx";

interface TagFieldProps {
  readonly tags: readonly string[];
  /** Tags that are used elsewhere, the most used first. */
  readonly used: readonly string[];
  readonly onTags: (tags: readonly string[]) => void;
}

export function TagField({ tags, used, onTags }: TagFieldProps) {
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(false);
  const begun = active && typed.trim() !== "";
  const offers = begun ? tagsLike(used, tags, typed) : [];
  const isNew = begun && !offers.includes(tagOf(typed));
  const entries = isNew ? [typed, ...offers] : offers;
  const add = (tag: string) => {
    setTyped("");
    const next = withTag(tags, tag);
    if (next !== tags) onTags(next);
  };
  const keys = useListKeys(entries.length, (index) => add(entries[index] ?? ""));
  return (
    <div class="tag-field">
      <ul aria-label="Tags">
        {tags.map((tag) => (
          <li key={tag} class="tag" data-testid="tag">
            <span>{tag}</span>
            <IconButton
              icon="close"
              label={`Take the tag “${tag}” away`}
              onClick={() => onTags(withoutTag(tags, tag))}
            />
          </li>
        ))}
      </ul>
      {tags.length < MOST_TAGS && (
        <div class="tag-entry">
          <input
            {...keys.field}
            class="input"
            aria-label="Add a tag"
            placeholder="Add a tag"
            data-testid="tag-input"
            value={typed}
            onFocus={() => setActive(true)}
            onBlur={() => setActive(false)}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              keys.choose(0);
            }}
          />
          <ListBox
            keys={keys}
            label="Tags in use"
            items={entries}
            idOf={(tag) => tag}
            onTake={(index) => add(entries[index] ?? "")}
          >
            {(tag) => <span>{tag}</span>}
          </ListBox>
        </div>
      )}
    </div>
  );
}
