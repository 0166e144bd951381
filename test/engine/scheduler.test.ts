import { Played, endOf, playAll, specOf } from './play.ts';

const DIAMOND = specOf({ top: [], left: ['top'], right: ['top'], bottom: ['left', 'right'] });
const START = { type: 'run_started', at: 0 } as const;

const running = (): Played =>
  new Played(DIAMOND).tell(START).tell({ type: 'task_running', taskId: 'top', at: 1 });

describe('a run', () => {
  it('starts each task once, after all above it', () => {
    const played = playAll(DIAMOND);
    expect(played.started).toEqual(['top', 'left', 'right', 'bottom']);
    expect(played.scheduler.state).toMatchObject({ state: 'success' });
  });

  it('starts nothing before it has left the queue', () => {
    const played = new Played(DIAMOND).tell({ type: 'run_queued', at: 5 });
    expect(played.started).toEqual([]);
    expect(played.scheduler.state).toMatchObject({ state: 'queued', queuedAt: 5 });
  });

  it('without tasks succeeds at once', () => {
    const played = new Played(specOf({})).tell(START);
    expect(played.decisions).toEqual([{ type: 'finish_run', state: 'success', reason: 'it has no tasks' }]);
  });

  it('keeps what each task returned, its tries and its moments', () => {
    const played = new Played(specOf({ only: [] })).tell(START);
    played.tell({ type: 'task_running', taskId: 'only', at: 10 });
    played.tell({
      type: 'task_succeeded',
      taskId: 'only',
      at: 30,
      tries: 3,
      startedAt: 20,
      result: { value: 7 },
    });
    expect(played.scheduler.state.tasks['only']).toEqual({
      state: 'success',
      tries: 3,
      startedAt: 20,
      endedAt: 30,
      result: { value: 7 },
    });
  });

  it.each([
    ['the only leaf failed', { bottom: 'failed' }, 'failed', "task 'bottom' failed: it broke"],
    ['a task above the leaf failed', { left: 'failed' }, 'failed', "task 'left' failed: it broke"],
    [
      'two failed',
      { left: 'failed', right: 'failed' },
      'failed',
      "task 'left' failed: it broke; task 'right' failed: it broke",
    ],
    ['everything was skipped', { top: 'skipped' }, 'success', 'no leaf task failed'],
  ] as const)('when %s ends with that reason', (_, outcomes, state, reason) => {
    expect(playAll(DIAMOND, outcomes).scheduler.state).toMatchObject({ state, reason });
  });

  it('succeeds when its only leaf does, whatever failed above it', () => {
    const played = playAll(specOf({ work: [], report: ['work'] }, { report: 'all_done' }), {
      work: 'failed',
    });
    expect(played.scheduler.state.state).toBe('success');
  });

  it('that can never go on fails and names who waits', () => {
    // `removed` is the one state after which all_skipped waits for ever, in Airflow too.
    const spec = specOf({ gone: [], waiter: ['gone'] }, { waiter: 'all_skipped' });
    const played = new Played(spec, undefined, {
      version: 1,
      state: 'running',
      tasks: { gone: { state: 'removed', tries: 0 } },
    });
    played.tell(START);
    expect(played.scheduler.state).toMatchObject({
      state: 'failed',
      reason: "deadlock: nothing runs, and 'waiter' can never start",
    });
  });
});

describe('every decision has a reason', () => {
  it.each([
    ['top', {}, undefined],
    [
      'left',
      { top: 'failed' },
      /^upstream 'top' failed \('all_success' requires all upstream tasks to have succeeded/,
    ],
    ['bottom', { left: 'skipped' }, /^upstream 'left' was skipped \('all_success' requires/],
    ['left', { left: 'failed' }, /^it broke$/],
  ] as const)('%s after %j', (taskId, outcomes, reason) => {
    const played = playAll(DIAMOND, outcomes);
    if (reason === undefined)
      expect(played.decisions[0]).toMatchObject({ reason: 'it has no upstream tasks' });
    else expect(played.reasonOf(taskId)).toMatch(reason);
  });

  it('also a start', () => {
    const start = playAll(DIAMOND).decisions.find(
      (one) => one.type === 'start_task' && one.taskId === 'bottom',
    );
    expect(start).toMatchObject({ reason: "'all_success' is met: 2 of 2 upstream tasks succeeded" });
  });
});

describe('events that come late change nothing', () => {
  it.each([
    ['a second end', endOf('top', 'failed')],
    ['a cancelled answer', { type: 'task_cancelled', taskId: 'top', at: 9 } as const],
    ['a cancellation of a finished run', { type: 'run_cancelled', at: 9 } as const],
    ['a second start', START],
  ])('%s', (_, event) => {
    const played = playAll(DIAMOND);
    const before = JSON.stringify(played.scheduler);
    expect(played.scheduler.apply(event)).toEqual([]);
    expect(JSON.stringify(played.scheduler)).toBe(before);
  });

  it('but an unknown task is a fault', () => {
    expect(() => playAll(DIAMOND).tell(endOf('bottm', 'success'))).toThrow(
      "DAG 'played' has no task 'bottm'",
    );
  });
});

describe('a run that is stopped', () => {
  it('skips what never began, cancels what runs, and ends when that has ended', () => {
    const played = running().tell({ type: 'run_timed_out', at: 2, afterSeconds: 60 });
    expect(played.decisions).toContainEqual({
      type: 'cancel_task',
      taskId: 'top',
      reason: 'the run timed out after 60 s',
    });
    expect(played.scheduler.isFinished).toBe(false);
    played.tell({ type: 'task_cancelled', taskId: 'top', at: 3 });
    expect(played.states()).toEqual({ top: 'failed', left: 'skipped', right: 'skipped', bottom: 'skipped' });
    expect(played.scheduler.state).toMatchObject({ state: 'failed', reason: 'the run timed out after 60 s' });
  });

  it('fails even if what ran still succeeded', () => {
    const played = running().tell({ type: 'run_cancelled', at: 2 }).tell(endOf('top', 'success'));
    expect(played.scheduler.state).toMatchObject({ state: 'failed', reason: 'the run was cancelled' });
    expect(played.started).toEqual(['top']);
  });

  it('while it waits for its slot ends at once', () => {
    const played = new Played(DIAMOND)
      .tell({ type: 'run_queued', at: 0 })
      .tell({ type: 'run_cancelled', at: 1 });
    expect(played.scheduler.state.state).toBe('failed');
    expect(played.started).toEqual([]);
  });
});

describe('a run that goes on in another execution', () => {
  it('starts again what was under way, and nothing else', () => {
    const first = new Played(DIAMOND).tell(START).tell(endOf('top', 'success'));
    const carried = JSON.parse(JSON.stringify(first.scheduler)) as ReturnType<typeof first.scheduler.toJSON>;
    const second = new Played(DIAMOND, undefined, carried).tell({ type: 'run_queued', at: 2 }).tell(START);
    expect(second.started).toEqual(['left', 'right']);
    expect(second.toTheEnd().scheduler.state.state).toBe('success');
  });
});

describe('a cleared task', () => {
  it('of a closed run starts with the run, keeps what is above it, and counts its tries on', () => {
    const closed = playAll(DIAMOND, { left: 'failed' });
    const again = new Played(DIAMOND, undefined, closed.scheduler.toJSON());
    again.tell({ type: 'cleared', taskIds: ['left', 'bottom'], at: 9 });
    expect(again.scheduler.state.state).toBe('queued');
    again.tell({ type: 'run_queued', at: 10 }).tell(START).toTheEnd();
    expect(again.started).toEqual(['left', 'bottom']);
    expect(again.scheduler.state.state).toBe('success');
    expect(again.scheduler.state.tasks['left']).toMatchObject({ tries: 2 });
    expect(again.scheduler.state.tasks['top']).toMatchObject({ tries: 1, result: { value: 'top' } });
  });

  it('that runs is cancelled and starts anew when it has ended, however it ended', () => {
    const played = new Played(specOf({ only: [] }))
      .tell(START)
      .tell({ type: 'task_running', taskId: 'only', at: 1 });
    played.tell({ type: 'cleared', taskIds: ['only'], at: 2 });
    expect(played.states()).toEqual({ only: 'restarting' });
    played.tell(endOf('only', 'failed'));
    expect(played.started).toEqual(['only', 'only']);
    expect(played.scheduler.isFinished).toBe(false);
  });

  it('in the middle of a run holds back what waits for it', () => {
    const spec = specOf({ a: [], b: [], join: ['a', 'b'] });
    const played = new Played(spec).tell(START).tell(endOf('a', 'success'));
    played.tell({ type: 'cleared', taskIds: ['a'], at: 2 }).tell(endOf('b', 'success'));
    expect(played.started).toEqual(['a', 'b', 'a']);
    played.tell(endOf('a', 'success'));
    expect(played.started).toEqual(['a', 'b', 'a', 'join']);
  });
});

describe('a marked task', () => {
  it('as success frees what had failed because of it', () => {
    const played = playAll(DIAMOND, { left: 'failed' });
    played.tell({ type: 'marked', taskId: 'left', state: 'success', at: 8 });
    played.tell({ type: 'run_queued', at: 9 }).tell(START).toTheEnd();
    expect(played.started).toEqual(['top', 'left', 'right', 'bottom']);
    expect(played.scheduler.state.state).toBe('success');
  });

  it.each(['failed', 'skipped'] as const)('as %s before it ran decides for what is below', (state) => {
    const played = new Played(DIAMOND).tell(START);
    played.tell({ type: 'marked', taskId: 'left', state, at: 1, reason: 'by hand' });
    expect(played.reasonOf('left')).toBe('by hand');
    expect(played.states()['bottom']).toBe(state === 'failed' ? 'upstream_failed' : 'skipped');
  });

  it('that runs is cancelled, and its own end comes too late', () => {
    const played = new Played(DIAMOND).tell(START).tell({ type: 'task_running', taskId: 'top', at: 1 });
    played.tell({ type: 'marked', taskId: 'top', state: 'success', at: 2 }).tell(endOf('top', 'failed'));
    expect(played.decisions).toContainEqual({ type: 'cancel_task', taskId: 'top', reason: 'marked success' });
    expect(played.started).toEqual(['top', 'left', 'right']);
  });
});
