// Plan: each kind of location becomes the folder for it; a file that is no zip, a zip that is not at its address,
// and an address that is none are errors that name it. The server is one of Node's, in this process.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderOf } from '../../src/data/location.ts'

const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(request.url ?? '')
  const isThere = request.url?.startsWith('/line/metadata.json') === true
  response.writeHead(isThere ? 200 : 404, { 'Content-Length': isThere ? 2 : 0 }).end(isThere ? '{}' : '')
})
let address = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

describe('a location', () => {
  it('on the web is read below its address, with the query of it', async () => {
    const folder = await folderOf({ kind: 'http', url: `${address}/line?token=a` })
    expect(folder.name).toBe('line')
    expect(await folder.read('metadata.json')).toEqual(new TextEncoder().encode('{}'))
    expect(asked.at(-1)).toBe('/line/metadata.json?token=a')
  })

  it('of a zip on the web that is not there', async () => {
    const opening = folderOf({ kind: 'http', url: `${address}/deep/line.zarr.zip` })
    await expect(opening).rejects.toMatchObject({ code: 'not-found', where: `${address}/deep/line.zarr.zip` })
    expect(asked.at(-1)).toBe('/deep/line.zarr.zip')
  })

  it('of a file that is no zip', async () => {
    const file = new File(['not a zip at all'], 'line.zarr.zip')
    await expect(folderOf({ kind: 'file', file })).rejects.toMatchObject({ code: 'bad-input', where: 'line.zarr.zip' })
  })

  it('that is no address', async () => {
    await expect(folderOf({ kind: 'http', url: 'line.zarr' })).rejects.toMatchObject({ code: 'bad-input' })
  })
})
