"""The cluster shell: roles of their own around Kafka and Elasticsearch, and what people do there.

Each role is one file that wires rooms together. What does not belong here: decisions, and how a
server is spoken to (`runtime.kafka`, `search.index.elastic`).
"""
