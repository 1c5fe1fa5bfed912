package dev.portside.architecture;

import com.tngtech.archunit.lang.ArchRule;

/** A rule and classes that break it. */
record Rule(String name, ArchRule rule, Class<?>... planted) {
    @Override
    public String toString() {
        return name;
    }
}
