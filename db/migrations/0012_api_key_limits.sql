CREATE TABLE "api_key_uses" (
	"merchant_id" uuid NOT NULL,
	"api_key_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"uses" bigint NOT NULL,
	"noted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_key_uses_merchant_id_api_key_id_process_id_pk" PRIMARY KEY("merchant_id","api_key_id","process_id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "rate_per_second" smallint DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "created_by_person_id" uuid;--> statement-breakpoint
ALTER TABLE "api_key_uses" ADD CONSTRAINT "api_key_uses_key" FOREIGN KEY ("merchant_id","api_key_id") REFERENCES "public"."api_keys"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_uses_noted" ON "api_key_uses" USING btree ("noted_at");--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_rate" CHECK ("api_keys"."rate_per_second" between 1 and 1000);