"""The tests of Duban; they mirror the five floors."""
