package io.tidemark.local.doctor;

/**
 * One cause of trouble.
 *
 * @param cause its name, always the same: {@code idle-partition}
 * @param evidence what was seen, with numbers
 * @param remedy what to do about it
 */
public record Finding(String cause, String evidence, String remedy) {}
