ALTER TABLE users ADD COLUMN is_active boolean DEFAULT true NOT NULL;
