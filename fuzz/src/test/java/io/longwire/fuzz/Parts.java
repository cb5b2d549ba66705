package io.longwire.fuzz;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Looks into a server for a part that it shows nobody, so that it need not be shown for the sake of a test. */
final class Parts {
    private Parts() {}

    /** The first object of that type that can be reached from {@code root} through fields of this project's classes. */
    static <T> T find(Object root, Class<T> type) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var next = new ArrayDeque<Object>();
        next.add(root);
        while (!next.isEmpty()) {
            Object object = next.remove();
            if (type.isInstance(object)) {
                return type.cast(object);
            }
            if (seen.add(object)) {
                addFields(object, next);
            }
        }
        throw new IllegalStateException("no " + type.getSimpleName() + " within " + root.getClass());
    }

    private static void addFields(Object object, ArrayDeque<Object> next) throws IllegalAccessException {
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())
                    && field.getType().getName().startsWith("io.longwire.")
                    && field.trySetAccessible()) {
                Object value = field.get(object);
                if (value != null) {
                    next.add(value);
                }
            }
        }
    }
}
