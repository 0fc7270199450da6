/** Of the list alone: one that is not there is answered as such, which nothing that is on its way can be. */

import { ProjectLoading } from "../../project-loading.tsx";

export default ProjectLoading;
