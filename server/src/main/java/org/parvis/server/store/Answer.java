package org.parvis.server.store;

/**
 * What was answered to a request that must have one effect, kept to be given again.
 *
 * @param status HTTP status, or whatever number the asker's protocol has
 * @param body the answer, mostly JSON; may be empty
 */
public record Answer(int status, String body) {}
