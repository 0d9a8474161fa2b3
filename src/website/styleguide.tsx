import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { Card, DataTable, Notice, StatusTag, Timeline } from '#src/platform/ui/content.tsx';
import { Mark, Shape } from '#src/platform/ui/drawings.tsx';
import { Checkbox, ErrorSummary, Radios, Select } from '#src/platform/ui/forms.tsx';

const TONES = ['act', 'consult', 'watch', 'done'] as const;
const COLOURS = ['paper', 'card', 'ink', 'ink-soft', 'teal', 'act', 'consult', 'watch', 'done', 'line', 'focus'] as const;

function Sample({ title, children }: { title: string; children: Child }): JSX.Element {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Every component once, for builders; in English only. */
export function Styleguide(): JSX.Element {
  return (
    <>
      <h1>Styleguide</h1>
      <p class="lead">The one look of Keerpunt: calm, plain, warm, exact. Every component stands here once.</p>
      <Sample title="Colour">
        <ul class="swatches">
          {COLOURS.map((name) => (
            <li>
              <span class={`swatch ${name}`}></span>
              {name}
            </li>
          ))}
        </ul>
      </Sample>
      <Sample title="Type">
        <p class="lead">Lead: the one sentence under a heading.</p>
        <p>
          Text, with <a href="#type">a link</a>, <strong>strong words</strong> and <code>code</code>.
        </p>
        <blockquote class="own-words">The child's own words stand apart, in the serif.</blockquote>
        <p class="small">Small print.</p>
      </Sample>
      <Sample title="Mark and shapes">
        <p class="actions">
          <Mark />
          {TONES.map((tone) => (
            <Shape tone={tone} />
          ))}
        </p>
      </Sample>
      <Sample title="Status tags">
        <p class="actions">
          <StatusTag tone="act">Act now</StatusTag>
          <StatusTag tone="consult">Waiting</StatusTag>
          <StatusTag tone="watch">Keep watching</StatusTag>
          <StatusTag tone="done">Done</StatusTag>
        </p>
      </Sample>
      <Sample title="Buttons">
        <p class="actions">
          <button type="button" class="button primary">
            Save and go on
          </button>
          <button type="button" class="button">
            What to do now
          </button>
          <a class="button call" href="tel:112">
            Ring the emergency number <span class="number">112</span>
          </a>
        </p>
      </Sample>
      <Sample title="Forms">
        <ErrorSummary title="Something could not be read" errors={[{ text: 'Choose an answer', field: 'sample' }]} />
        <form action="#forms">
          <Radios
            name="sample"
            legend="A question with one answer"
            hint="A hint, where people hesitate."
            choices={[
              { value: 'one', label: 'One' },
              { value: 'two', label: 'Two', hint: 'With a line of its own' },
            ]}
            value="one"
          />
          <Radios
            name="row"
            legend="Short answers stand side by side"
            layout="row"
            choices={['Seen', 'Not seen', 'Not known'].map((label) => ({ value: label.toLowerCase().replace(' ', '-'), label }))}
          />
          <Checkbox name="tick" label="A statement" hint="Ticked or not" checked={false} />
          <Select name="choose" label="Choose from many" value="b" choices={[{ value: 'a', label: 'First' }, { value: 'b', label: 'Second' }]} />
        </form>
      </Sample>
      <Sample title="Notices and cards">
        {TONES.map((tone) => (
          <Notice tone={tone}>A notice in the tone "{tone}".</Notice>
        ))}
        <div class="cards">
          <Card title="Card">
            <p>White space instead of boxes; a card when things stand side by side.</p>
          </Card>
          <Card title="Card in a tone" tone="consult">
            <p>With a rule in its colour.</p>
          </Card>
        </div>
      </Sample>
      <Sample title="Table">
        <DataTable
          caption="A table folds into cards on a phone"
          columns={[
            { key: 'what', label: 'What' },
            { key: 'count', label: 'How many', numeric: true },
          ]}
          rows={[
            { what: 'Seen', count: '3' },
            { what: 'Not known', count: '12' },
          ]}
        />
      </Sample>
      <Sample title="Timeline">
        <Timeline
          events={[
            { when: 'Monday 3 March', what: 'First contact' },
            { when: 'Tuesday 4 March', what: 'An expert looked' },
          ]}
        />
      </Sample>
    </>
  );
}
