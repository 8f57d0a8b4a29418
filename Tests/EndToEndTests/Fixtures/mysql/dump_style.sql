/*!40101 SET @saved = @@character_set_client */;
# one line; with a semicolon
CREATE TABLE `users` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT COMMENT 'it''s; "x" \'y\'',
  `email` varchar(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT "none",
  `active` tinyint(1) NOT NULL DEFAULT '1',
  `price` decimal(10,2) unsigned DEFAULT 0.00,
  `kind` enum('a','it''s') NOT NULL,
  `flags` set('x','y') DEFAULT NULL,
  `at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  `full` varchar(50) GENERATED ALWAYS AS (concat(`email`, 'x')) VIRTUAL,
  `bits` bit(3), `flag` BOOL, `data` mediumblob, `long` MEDIUMTEXT, `n` DOUBLE, `f` float, `b` BINARY(16),
  PRIMARY KEY (`id`) USING BTREE,
  UNIQUE KEY `by_email` (`email`),
  KEY `by_at` (`at` DESC, `active`)
) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 ROW_FORMAT=DYNAMIC COMMENT='x; y';
CREATE TABLE IF NOT EXISTS orders (
  id BIGINT PRIMARY KEY, user_id INT UNSIGNED NOT NULL, code CHAR(3) UNIQUE,
  CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE TABLE copied LIKE users;
CREATE TABLE made ENGINE=InnoDB AS SELECT id, code AS label FROM orders;
CREATE OR REPLACE ALGORITHM=UNDEFINED SQL SECURITY INVOKER VIEW v AS SELECT id FROM orders;
DELIMITER //
CREATE PROCEDURE p()
BEGIN
  IF 1 > 2 THEN DROP TABLE users; END IF;
END//
CREATE TRIGGER tr BEFORE INSERT ON orders FOR EACH ROW BEGIN SET NEW.code = 'x'; SET NEW.id = 1; END//
DELIMITER ;
DROP PROCEDURE p;
