import { ProjectLoading } from "../project-loading.tsx";

export default ProjectLoading;
