/** What a run showed, for people, programs and vegeta's readers. */
@NullMarked
package dev.portside.load.report;

import org.jspecify.annotations.NullMarked;
