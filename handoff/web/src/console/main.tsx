/** Entry of the agent console: introduces the parts to each other and draws the view. */
import { render } from "preact";
import { systemClock } from "../model/clock.ts";
import { SessionKeeper } from "../model/staff-session.ts";
import { Toasts } from "../model/staff-toasts.ts";
import "../ui/base.css";
import "../ui/components.css";
import "../ui/conversation.css";
import "../ui/files.css";
import "../ui/staff.css";
import "../ui/staff-lists.css";
import "../ui/staff-pages.css";
import "../ui/staff-windows.css";
import "../ui/staff-evidence.css";
import { Gate } from "../ui/staff-gate.tsx";
import { ToastCorner } from "../ui/staff-toasts.tsx";
import { sessionApi } from "../wire/staff-session.ts";
import "./console.css";
import "./floor.css";
import "./thread.css";
import "./reply.css";
import { Workplace } from "./workplace.tsx";

const keeper = new SessionKeeper(sessionApi);
const toasts = new Toasts(systemClock);

const root = document.getElementById("app");
if (root) {
  render(
    <>
      <Gate keeper={keeper} title="Frontdesk console" admits="agent">
        {(session) => (
          <Workplace key={session.id} keeper={keeper} session={session} toasts={toasts} />
        )}
      </Gate>
      <ToastCorner toasts={toasts} />
    </>,
    root,
  );
}
