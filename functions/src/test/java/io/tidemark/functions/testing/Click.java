package io.tidemark.functions.testing;

/** A small event: an id and a key. Its time is the stream record's. */
public record Click(String key, String id) {}
