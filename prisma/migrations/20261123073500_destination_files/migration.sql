-- AlterTable
ALTER TABLE "Destination" ADD COLUMN     "format" TEXT NOT NULL DEFAULT 'parquet',
ADD COLUMN     "takes" TEXT NOT NULL DEFAULT 'conformant',
ADD COLUMN     "toldAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "DestinationFile" (
    "destinationId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "print" TEXT NOT NULL,
    "rows" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "planVersion" INTEGER NOT NULL,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DestinationFile_pkey" PRIMARY KEY ("destinationId","path")
);

-- AddForeignKey
ALTER TABLE "DestinationFile" ADD CONSTRAINT "DestinationFile_destinationId_fkey" FOREIGN KEY ("destinationId") REFERENCES "Destination"("id") ON DELETE CASCADE ON UPDATE CASCADE;
