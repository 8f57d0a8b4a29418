"""What the end-to-end tests share: the tool as a process, scratch repositories, PostgreSQL, dbt."""
