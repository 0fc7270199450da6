-- CreateTable
CREATE TABLE "HouseTemplate" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "description" JSONB NOT NULL,
    "words" TEXT NOT NULL,
    "latestVersion" INTEGER NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "HouseTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HouseTemplateVersion" (
    "templateId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "counts" JSONB NOT NULL,
    "notes" TEXT NOT NULL DEFAULT '',
    "savedFrom" TEXT NOT NULL,
    "savedById" TEXT,
    "savedBy" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "HouseTemplateVersion_pkey" PRIMARY KEY ("templateId","version")
);

-- CreateTable
CREATE TABLE "HouseApplication" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "templateId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "branchId" TEXT NOT NULL,
    "placement" JSONB NOT NULL,
    "dismissed" INTEGER NOT NULL DEFAULT 0,
    "appliedBy" TEXT NOT NULL,
    "appliedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "HouseApplication_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "HouseTemplate_workspaceId_origin_key" ON "HouseTemplate"("workspaceId", "origin");

-- CreateIndex
CREATE INDEX "HouseApplication_projectId_templateId_idx" ON "HouseApplication"("projectId", "templateId");

-- CreateIndex
CREATE INDEX "HouseApplication_branchId_idx" ON "HouseApplication"("branchId");

-- AddForeignKey
ALTER TABLE "HouseTemplate" ADD CONSTRAINT "HouseTemplate_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HouseTemplateVersion" ADD CONSTRAINT "HouseTemplateVersion_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "HouseTemplate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HouseApplication" ADD CONSTRAINT "HouseApplication_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HouseApplication" ADD CONSTRAINT "HouseApplication_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "HouseTemplate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HouseApplication" ADD CONSTRAINT "HouseApplication_branchId_fkey" FOREIGN KEY ("branchId") REFERENCES "PlanBranch"("id") ON DELETE CASCADE ON UPDATE CASCADE;
