-- CreateTable
CREATE TABLE "SdkPackage" (
    "projectId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha512" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SdkPackage_pkey" PRIMARY KEY ("projectId","version","form")
);

-- AddForeignKey
ALTER TABLE "SdkPackage" ADD CONSTRAINT "SdkPackage_projectId_version_fkey" FOREIGN KEY ("projectId", "version") REFERENCES "PlanVersion"("projectId", "version") ON DELETE CASCADE ON UPDATE CASCADE;
