-- What no person did was once signed in one language's word: the product signs with its name, in what was written before too.
UPDATE "AuditEntry" SET "actorName" = 'Gabarit' WHERE "actorId" IS NULL AND "actorName" = 'system';
UPDATE "PlanEdit" SET "actorName" = 'Gabarit' WHERE "actorId" IS NULL AND "actorName" = 'system';
UPDATE "BranchEvent" SET "actorName" = 'Gabarit' WHERE "actorId" IS NULL AND "actorName" = 'system';
