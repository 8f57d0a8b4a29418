UPDATE users SET street = split_part(address, ', ', 1) WHERE street IS NULL;
UPDATE users SET city = split_part(address, ', ', 2) WHERE city IS NULL;
UPDATE users SET state_code = split_part(address, ', ', 3) WHERE state_code IS NULL;
UPDATE users SET postal_code = split_part(address, ', ', 4) WHERE postal_code IS NULL;
