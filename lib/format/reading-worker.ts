/** Entry of the thread that reads files of plans; `reading-thread.ts` talks to it. */

import { answerCalls } from "../base/thread-answer.ts";
import { HERE } from "./reading-place.ts";

answerCalls(HERE);
