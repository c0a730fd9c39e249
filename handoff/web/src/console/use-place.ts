/** Where the agent is, by the address; the list stays as it was while conversations are opened from anywhere. */
import { useEffect, useState } from "preact/hooks";
import { hashOf, type Place, placeOf } from "../model/staff-place.ts";

export function usePlace(): Place {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useEffect(() => {
    const take = () => setPlace((before) => placeOf(location.hash, before.selection));
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  useEffect(() => {
    const full = hashOf(place);
    if (place.id !== null && location.hash !== full) history.replaceState(history.state, "", full);
  }, [place]);
  return place;
}
