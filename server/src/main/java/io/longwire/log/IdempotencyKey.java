package io.longwire.log;

/**
 * What makes a publish repeatable: the same key with the same body is appended once and answered alike.
 *
 * @param scope whose key it is: keys of different publishers never meet
 * @param key what the publisher chose
 * @param fingerprint a digest of the body
 */
public record IdempotencyKey(String scope, String key, String fingerprint) {
    IdempotencyKey withoutBody() {
        return new IdempotencyKey(scope, key, "");
    }
}
