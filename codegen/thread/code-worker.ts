/** Entry of the thread that makes code; `code-thread.ts` talks to it. */

import { answerCalls } from "../../lib/base/thread-answer.ts";
import { HERE } from "./make-code.ts";

answerCalls(HERE);
