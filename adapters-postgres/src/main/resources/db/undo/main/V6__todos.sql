DROP TABLE todo_keys;
DROP TABLE todos;
