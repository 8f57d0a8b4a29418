/// The tables of the library Oban, which its own numbered versions make (`Oban.Migration`).
///
/// Sources: the documentation of `Oban.Migration` and the changelog of Oban up to 2.23.
enum ObanSchema {
  /// The number of the last version that is known.
  static let lastVersion = 14
  /// The first release that is not known.
  static let firstUnknownRelease = [2, 24]

  /// The version that `Oban.Migration.up` goes to by itself in a release of Oban.
  static func version(ofRelease release: [Int]) -> Int? {
    guard release.count > 1, release.lexicographicallyPrecedes(firstUnknownRelease) else { return nil }
    let known: [(since: [Int], version: Int)] = [
      ([2, 21], 14), ([2, 20], 13), ([2, 17], 12), ([2, 11], 11), ([2, 4], 10), ([2, 3], 9), ([1, 0], 8),
    ]
    return known.first { !release.lexicographicallyPrecedes($0.since) }?.version
  }

  /// The statements of a version for PostgreSQL; `~` stands for the schema and its dot, or nothing.
  static func postgres(_ version: Int) -> String {
    switch version {
    case 1:
      """
      CREATE TYPE ~oban_job_state AS ENUM
        ('available', 'scheduled', 'executing', 'retryable', 'completed', 'discarded', 'cancelled');
      CREATE TABLE IF NOT EXISTS ~oban_jobs (
        id bigserial PRIMARY KEY, state ~oban_job_state NOT NULL DEFAULT 'available',
        queue text NOT NULL DEFAULT 'default', worker text NOT NULL, args jsonb NOT NULL,
        errors jsonb[] NOT NULL DEFAULT '{}', attempt integer NOT NULL DEFAULT 0,
        max_attempts integer NOT NULL DEFAULT 20,
        inserted_at timestamp NOT NULL DEFAULT timezone('UTC', now()),
        scheduled_at timestamp NOT NULL DEFAULT timezone('UTC', now()),
        attempted_at timestamp, completed_at timestamp);
      """
    case 2:
      """
      ALTER TABLE ~oban_jobs ADD CONSTRAINT worker_length
        CHECK (char_length(worker) > 0 AND char_length(worker) < 128);
      ALTER TABLE ~oban_jobs ADD CONSTRAINT queue_length
        CHECK (char_length(queue) > 0 AND char_length(queue) < 128);
      """
    case 3: "ALTER TABLE ~oban_jobs ADD COLUMN IF NOT EXISTS attempted_by text[];"
    case 8:
      """
      ALTER TABLE ~oban_jobs ADD COLUMN IF NOT EXISTS discarded_at timestamp,
        ADD COLUMN IF NOT EXISTS priority integer, ADD COLUMN IF NOT EXISTS tags text[];
      ALTER TABLE ~oban_jobs ALTER COLUMN priority SET DEFAULT 0, ALTER COLUMN tags SET DEFAULT '{}';
      CREATE INDEX IF NOT EXISTS oban_jobs_state_queue_priority_scheduled_at_id_index
        ON ~oban_jobs (state, queue, priority, scheduled_at, id);
      """
    case 9:
      """
      ALTER TABLE ~oban_jobs ADD COLUMN IF NOT EXISTS meta jsonb DEFAULT '{}',
        ADD COLUMN IF NOT EXISTS cancelled_at timestamp;
      """
    case 10:
      """
      ALTER TABLE ~oban_jobs ALTER COLUMN args SET DEFAULT '{}', ALTER COLUMN priority SET NOT NULL;
      ALTER TABLE ~oban_jobs ADD CONSTRAINT priority_range CHECK (priority BETWEEN 0 AND 3);
      ALTER TABLE ~oban_jobs ADD CONSTRAINT positive_max_attempts CHECK (max_attempts > 0);
      ALTER TABLE ~oban_jobs ADD CONSTRAINT attempt_range CHECK (attempt BETWEEN 0 AND max_attempts);
      CREATE INDEX IF NOT EXISTS oban_jobs_args_index ON ~oban_jobs USING gin (args);
      CREATE INDEX IF NOT EXISTS oban_jobs_meta_index ON ~oban_jobs USING gin (meta);
      """
    case 11:
      """
      CREATE TABLE IF NOT EXISTS ~oban_peers (
        name text PRIMARY KEY, node text NOT NULL, started_at timestamp NOT NULL,
        expires_at timestamp NOT NULL);
      """
    case 12:
      """
      ALTER TABLE ~oban_jobs DROP CONSTRAINT priority_range;
      ALTER TABLE ~oban_jobs ADD CONSTRAINT non_negative_priority CHECK (priority >= 0) NOT VALID;
      """
    case 13:
      """
      CREATE INDEX IF NOT EXISTS oban_jobs_state_cancelled_at_index ON ~oban_jobs (state, cancelled_at);
      CREATE INDEX IF NOT EXISTS oban_jobs_state_discarded_at_index ON ~oban_jobs (state, discarded_at);
      """
    case 14: "ALTER TYPE ~oban_job_state ADD VALUE IF NOT EXISTS 'suspended' BEFORE 'scheduled';"
    // Indexes and functions that later versions drop again.
    default: ""
    }
  }

  /// The statements of the way back from a version for PostgreSQL.
  static func postgresReverse(_ version: Int) -> String {
    switch version {
    case 1: "DROP TABLE IF EXISTS ~oban_jobs; DROP TYPE IF EXISTS ~oban_job_state;"
    case 2:
      "ALTER TABLE ~oban_jobs DROP CONSTRAINT IF EXISTS queue_length, DROP CONSTRAINT IF EXISTS worker_length;"
    case 3: "ALTER TABLE ~oban_jobs DROP COLUMN IF EXISTS attempted_by;"
    case 8:
      """
      ALTER TABLE ~oban_jobs DROP COLUMN IF EXISTS discarded_at, DROP COLUMN IF EXISTS priority,
        DROP COLUMN IF EXISTS tags;
      """
    case 9: "ALTER TABLE ~oban_jobs DROP COLUMN IF EXISTS meta, DROP COLUMN IF EXISTS cancelled_at;"
    case 10:
      """
      ALTER TABLE ~oban_jobs DROP CONSTRAINT IF EXISTS attempt_range,
        DROP CONSTRAINT IF EXISTS positive_max_attempts, DROP CONSTRAINT IF EXISTS priority_range;
      ALTER TABLE ~oban_jobs ALTER COLUMN args DROP DEFAULT, ALTER COLUMN priority DROP NOT NULL;
      """
    case 11: "DROP TABLE IF EXISTS ~oban_peers;"
    case 12:
      """
      ALTER TABLE ~oban_jobs DROP CONSTRAINT IF EXISTS non_negative_priority;
      ALTER TABLE ~oban_jobs ADD CONSTRAINT priority_range CHECK (priority BETWEEN 0 AND 3) NOT VALID;
      """
    default: ""
    }
  }

  /// The statements for MySQL, which has one version.
  static let mysql = """
    CREATE TABLE IF NOT EXISTS oban_jobs (
      id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
      state ENUM('suspended', 'available', 'scheduled', 'executing', 'retryable', 'completed', 'cancelled',
        'discarded') NOT NULL DEFAULT 'available',
      queue varchar(255) NOT NULL DEFAULT 'default', worker varchar(255) NOT NULL,
      args json NOT NULL, meta json NOT NULL, tags json NOT NULL DEFAULT ('[]'),
      attempted_by json NOT NULL DEFAULT ('[]'), errors json NOT NULL DEFAULT ('[]'),
      attempt int NOT NULL DEFAULT 0, max_attempts int NOT NULL DEFAULT 20, priority int NOT NULL DEFAULT 0,
      inserted_at datetime(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
      scheduled_at datetime(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
      attempted_at datetime(6), cancelled_at datetime(6), completed_at datetime(6), discarded_at datetime(6),
      CONSTRAINT attempt_range CHECK (attempt BETWEEN 0 AND max_attempts),
      CONSTRAINT non_negative_priority CHECK (priority >= 0),
      CONSTRAINT positive_max_attempts CHECK (max_attempts > 0));
    CREATE TABLE IF NOT EXISTS oban_peers (
      name varchar(255) NOT NULL PRIMARY KEY, node varchar(255) NOT NULL, started_at datetime(6) NOT NULL,
      expires_at datetime(6) NOT NULL);
    """

  /// The statements for SQLite, which has one version.
  static let sqlite = """
    CREATE TABLE IF NOT EXISTS oban_jobs (
      id INTEGER PRIMARY KEY AUTOINCREMENT, state TEXT NOT NULL DEFAULT 'available',
      queue TEXT NOT NULL DEFAULT 'default', worker TEXT NOT NULL, args TEXT NOT NULL DEFAULT ('{}'),
      meta TEXT NOT NULL DEFAULT ('{}'), tags TEXT NOT NULL DEFAULT ('[]'),
      errors TEXT NOT NULL DEFAULT ('[]'), attempt INTEGER NOT NULL DEFAULT 0,
      max_attempts INTEGER NOT NULL DEFAULT 20, priority INTEGER NOT NULL DEFAULT 0,
      inserted_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
      scheduled_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
      attempted_at TEXT, attempted_by TEXT NOT NULL DEFAULT ('[]'), cancelled_at TEXT, completed_at TEXT,
      discarded_at TEXT);
    """
}
