/** Two soft notes, and words on the desktop; both need the browser's leave. */
import type { Bell, News } from "../model/staff-alerts.ts";
import { conversationHash } from "../model/staff-route.ts";

const NOTES_HZ = [660, 880];
const NOTE_S = 0.16;
const LOUDNESS = 0.08;

export function browserBell(): Bell {
  let audio: AudioContext | null = null;
  return {
    ring() {
      audio ??= new AudioContext();
      const now = audio.currentTime;
      for (const [index, pitch] of NOTES_HZ.entries()) play(audio, pitch, now + index * NOTE_S);
    },
    show({ conversationId, title, text }: News) {
      if (!("Notification" in window) || Notification.permission !== "granted") return;
      const shown = new Notification(title, { body: text, tag: conversationId });
      shown.onclick = () => {
        window.focus();
        location.hash = conversationHash(conversationId);
        shown.close();
      };
    },
    away: () => document.visibilityState !== "visible" || !document.hasFocus(),
  };
}

function play(audio: AudioContext, pitch: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(LOUDNESS, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 2 * NOTE_S);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 2 * NOTE_S);
}

/** Asks only when somebody has just wished for it; says whether the browser agreed. */
export async function mayNotify(): Promise<boolean> {
  if (!("Notification" in window)) return false;
  if (Notification.permission !== "default") return Notification.permission === "granted";
  return (await Notification.requestPermission()) === "granted";
}
